-- Begins a user's log anew, unless somebody else has. KEYS: position, log. ARGV: 1 the epoch that is over, 2 the next one.
if redis.call('HGET', KEYS[1], 'e') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'e', ARGV[2], 'n', 0)
  redis.call('DEL', KEYS[2])
end
