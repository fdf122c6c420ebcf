-- Events from one offset to another. KEYS: position, log. ARGV: 1 epoch, 2 from, 3 to, 4 at most.
if redis.call('HGET', KEYS[1], 'e') ~= ARGV[1] then return false end
return redis.call('XRANGE', KEYS[2], ARGV[2] .. '-0', ARGV[3] .. '-0', 'COUNT', ARGV[4])
