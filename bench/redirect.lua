-- Each request asks for one of the keys in the file named first, at random; as a browser does, if
-- the third argument says so.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  math.randomseed(tonumber(args[2] or "0") * 64 + id)
  local headers = nil
  if args[3] == "browser" then
    headers = {
      ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
      ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      ["Accept-Language"] = "en-GB,en;q=0.9,fr;q=0.8",
    }
  end
  requests = {}
  for key in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", "/" .. key, headers)
  end
end

function request()
  return requests[math.random(#requests)]
end

local here = debug.getinfo(1, "S").source:match("^@(.*)/") or "."
dofile(here .. "/result.lua")
