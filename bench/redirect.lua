-- Each request asks for one of the keys in the file named first, at random.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  math.randomseed(tonumber(args[2] or "0") * 64 + id)
  requests = {}
  for key in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", "/" .. key)
  end
end

function request()
  return requests[math.random(#requests)]
end

local here = debug.getinfo(1, "S").source:match("^@(.*)/") or "."
dofile(here .. "/result.lua")
