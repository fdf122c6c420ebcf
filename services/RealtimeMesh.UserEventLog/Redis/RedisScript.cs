using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>The scripts beside this file. Each touches the keys of one user only, at the primary.</summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Publish = new("publish.lua");
    public static readonly RedisScript Open = new("open.lua");
    public static readonly RedisScript Check = new("check.lua");
    public static readonly RedisScript Read = new("read.lua");
    public static readonly RedisScript BeginAnew = new("begin-anew.lua");
    public static readonly RedisScript Disconnect = new("disconnect.lua");
    public static readonly RedisScript Count = new("count.lua");

    private readonly string _text;

    private RedisScript(string name)
    {
        using var resource = typeof(RedisScript).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        _text = reader.ReadToEnd();
    }

    // A replica takes some of what the scripts do, but whoever listens at the primary never hears it.
    public Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, params RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(_text, keys, arguments, CommandFlags.DemandMaster);
}
