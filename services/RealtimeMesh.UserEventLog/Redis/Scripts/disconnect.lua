-- Ends a user's streams: counted, so that an edge that misses the message finds out. KEYS: position. ARGV: 1 channel, 2 PUBLISH or SPUBLISH.
if redis.call('EXISTS', KEYS[1]) == 1 then
  local disconnects = redis.call('HINCRBY', KEYS[1], 'k', 1)
  redis.call(ARGV[2], ARGV[1], '{"disconnect":' .. disconnects .. '}')
end
