-- Each request adds another URL, as a form does, and asks for the plain answer.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  count = 0
  -- Another number in each round, so that no URL comes twice.
  prefix = "url=https%3A%2F%2Fexample.com%2Fsome%2Fpath%2F" .. (args[2] or "0") .. "-" .. id .. "-"
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Accept"] = "text/plain"
end

function request()
  count = count + 1
  return wrk.format(nil, "/add", nil, prefix .. count)
end

local here = debug.getinfo(1, "S").source:match("^@(.*)/") or "."
dofile(here .. "/result.lua")
