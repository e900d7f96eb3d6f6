-- One line for the shell: requests, rate, failures of any kind, median and 99th percentile in ms.
-- wrk counts every status from 400 up as an error.
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %.1f %d %.3f %.3f\n",
    summary.requests, summary.requests / (summary.duration / 1e6),
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
