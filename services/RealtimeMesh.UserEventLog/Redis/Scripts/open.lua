-- Registers a stream and begins the user's log if there is none. KEYS: position, log, streams.
-- ARGV: 1 stream, 2 most streams, 3 stream retention, 4 position retention, 5 epoch to begin with. Times in milliseconds.
--       6 epoch of the events to return, or '', 7 first of them, 8 at most.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[2]) then return false end
redis.call('ZADD', KEYS[3], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[3], ARGV[3])

if redis.call('HEXISTS', KEYS[1], 'e') == 0 then
  redis.call('HSET', KEYS[1], 'e', ARGV[5], 'n', 0)
  redis.call('DEL', KEYS[2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
local position = redis.call('HMGET', KEYS[1], 'e', 'n', 'k')
local newest = redis.call('XRANGE', KEYS[2], position[2] .. '-0', position[2] .. '-0')
local missed = {}
if position[1] == ARGV[6] then missed = redis.call('XRANGE', KEYS[2], ARGV[7] .. '-0', position[2] .. '-0', 'COUNT', ARGV[8]) end
return { position[1], position[2], position[3] or '0', newest[1] and newest[1][2][2] or false, missed }
