-- Where a user's log ends; keeps position and streams alive. KEYS: position, log, streams.
-- ARGV: 1 offset of the event to return, 2 stream retention, 3 position retention, then the streams. Times in milliseconds.
if redis.call('PEXPIRE', KEYS[1], ARGV[3]) == 0 then return false end
if #ARGV > 3 then
  local time = redis.call('TIME')
  local expiry = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
  for i = 4, #ARGV do redis.call('ZADD', KEYS[3], expiry, ARGV[i]) end
  redis.call('PEXPIRE', KEYS[3], ARGV[2])
end
local position = redis.call('HMGET', KEYS[1], 'e', 'n', 'k')
local found = redis.call('XRANGE', KEYS[2], ARGV[1] .. '-0', ARGV[1] .. '-0')
return { position[1], position[2], position[3] or '0', found[1] and found[1][2][2] or false }
