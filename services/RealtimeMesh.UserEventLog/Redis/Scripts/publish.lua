-- One event for one user, in one step. KEYS: position, log, then streams, sequence and seen where they are asked for.
-- ARGV: 1 event, 2 type, 3 what is published between the id and the event, 4 and behind the event, 5 channel, 6 PUBLISH or SPUBLISH,
--       7 log length, 8 log retention, 9 only if connected (0 or 1), 10 sequence or '', 11 sequence retention. Times in milliseconds.
-- Returns 0 published, 1 not connected, 2 repeated, 3 late. As few calls as possible: each costs about a microsecond.
local call, pcall = redis.call, redis.pcall
local epoch = call('HGET', KEYS[1], 'e')
if not epoch then return 1 end

local nextKey = 3
if ARGV[9] == '1' then
  local time = call('TIME')
  if call('ZCOUNT', KEYS[nextKey], time[1] * 1000 + math.floor(time[2] / 1000), '+inf') == 0 then return 1 end
  nextKey = nextKey + 1
end

local sequence, highest
if ARGV[10] ~= '' then
  sequence = KEYS[nextKey]
  nextKey = nextKey + 1
end
local seen = KEYS[nextKey]
if seen and not call('SET', seen, '', 'NX', 'PX', ARGV[8]) then return 2 end
if sequence then highest = pcall('SET', sequence, ARGV[10], 'PX', ARGV[11], 'GET') end

local function undo()
  if seen then call('DEL', seen) end
  if type(highest) == 'string' then call('SET', sequence, highest, 'PX', ARGV[11])
  elseif highest == false then call('DEL', sequence) end
end

if highest then
  if type(highest) == 'table' then undo() return highest end
  if tonumber(highest) >= tonumber(ARGV[10]) then undo() return 3 end
end

local n = pcall('HINCRBY', KEYS[1], 'n', 1)
if type(n) == 'table' then undo() return n end
local offset = string.format('%d', n)
local appended = pcall('XADD', KEYS[2], 'MAXLEN', ARGV[7], offset, 'd', ARGV[1], 't', ARGV[2])
if appended.err then
  if not string.find(appended.err, 'equal or smaller', 1, true) then
    -- Somebody else's key.
    call('HINCRBY', KEYS[1], 'n', -1)
    undo()
    return appended
  end
  -- The position was evicted or set back while the log was not: what is in there belongs to another epoch.
  call('DEL', KEYS[2])
  call('XADD', KEYS[2], 'MAXLEN', ARGV[7], offset, 'd', ARGV[1], 't', ARGV[2])
end
call('PEXPIRE', KEYS[2], ARGV[8])
call(ARGV[6], ARGV[5], '{"id":"' .. epoch .. '-' .. offset .. ARGV[3] .. ARGV[1] .. ARGV[4])
return 0
