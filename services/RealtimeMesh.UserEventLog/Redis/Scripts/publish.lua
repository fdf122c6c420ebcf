-- One event for one user, in one step. KEYS: position, log, streams, then seen and sequence where they are asked for.
-- ARGV: 1 event, 2 type, 3 what follows the id, 4 channel, 5 PUBLISH or SPUBLISH, 6 log length, 7 log retention,
--       8 only if connected (0 or 1), 9 seen retention or '', 10 sequence or '', 11 sequence retention. Times in milliseconds.
local position = redis.call('HMGET', KEYS[1], 'e', 'n')
if not position[1] then return 'NotConnected' end

local seen = ARGV[9] ~= '' and KEYS[4]
local sequence = ARGV[10] ~= '' and KEYS[#KEYS]
if seen and redis.call('EXISTS', seen) == 1 then return 'Repeated' end
if sequence then
  local highest = redis.call('GET', sequence)
  if highest and tonumber(highest) >= tonumber(ARGV[10]) then return 'Late' end
end

if ARGV[8] == '1' then
  local time = redis.call('TIME')
  if redis.call('ZCOUNT', KEYS[3], time[1] * 1000 + math.floor(time[2] / 1000), '+inf') == 0 then return 'NotConnected' end
end

local n = string.format('%.0f', position[2] + 1)
local append = { 'XADD', KEYS[2], 'MAXLEN', ARGV[6], n .. '-0', 'd', ARGV[1], 't', ARGV[2] }
local appended = redis.pcall(unpack(append))
if appended.err then
  -- Out of memory, or somebody else's key: nothing has been written yet.
  if not string.find(appended.err, 'equal or smaller', 1, true) then return appended end
  -- The position was evicted or set back while the log was not: what is in there belongs to another epoch.
  redis.call('DEL', KEYS[2])
  redis.call(unpack(append))
end
redis.call('HSET', KEYS[1], 'n', n)
redis.call('PEXPIRE', KEYS[2], ARGV[7])
if seen then redis.call('SET', seen, '', 'PX', ARGV[9]) end
if sequence then redis.call('SET', sequence, ARGV[10], 'PX', ARGV[11]) end
redis.call(ARGV[5], ARGV[4], '{"id":"' .. position[1] .. '-' .. n .. ARGV[3])
return 'Published'
