-- Ends a user's streams: kept, so that an edge that misses the message finds out. KEYS: position, then seen if it is a
-- message that may come again. ARGV: 1 channel, 2 PUBLISH or SPUBLISH, 3 seen retention in milliseconds.
-- A time and not a count: a count that a replica had not got would be reached a second time, and say nothing.
if redis.call('EXISTS', KEYS[1]) == 1 and not (KEYS[2] and redis.call('EXISTS', KEYS[2]) == 1) then
  local time = redis.call('TIME')
  local last = tonumber(redis.call('HGET', KEYS[1], 'k') or 0)
  local now = string.format('%.0f', math.max(last + 1, time[1] * 1000 + math.floor(time[2] / 1000)))
  redis.call('HSET', KEYS[1], 'k', now)
  if KEYS[2] then redis.call('SET', KEYS[2], '', 'PX', ARGV[3]) end
  redis.call(ARGV[2], ARGV[1], '{"disconnect":' .. now .. '}')
end
