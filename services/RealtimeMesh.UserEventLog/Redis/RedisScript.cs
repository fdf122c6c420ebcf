using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>The scripts beside this file. Each touches the keys of one user only, at the primary.</summary>
internal sealed class RedisScript
{
    // A replica takes some of what the scripts do, but whoever listens at the primary never hears it.
    private const CommandFlags Primary = CommandFlags.DemandMaster;

    public static readonly RedisScript Publish = new("publish.lua");
    public static readonly RedisScript Open = new("open.lua");
    public static readonly RedisScript Check = new("check.lua");
    public static readonly RedisScript Read = new("read.lua");
    public static readonly RedisScript BeginAnew = new("begin-anew.lua");
    public static readonly RedisScript Disconnect = new("disconnect.lua");
    public static readonly RedisScript Count = new("count.lua");

    private readonly string _text;
    private readonly byte[] _hash;
    private volatile bool _isKnown;

    private RedisScript(string name)
    {
        using var resource = typeof(RedisScript).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        _text = reader.ReadToEnd();
#pragma warning disable CA5350 // Redis names scripts so.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
#pragma warning restore CA5350
    }

    /// <summary>Commands of one connection run in the order of these calls.</summary>
    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, params RedisValue[] arguments)
    {
        // By its name the client need not look each time whether Redis has the text.
        if (_isKnown)
        {
            try
            {
                return await database.ScriptEvaluateAsync(_hash, keys, arguments, Primary);
            }
            catch (RedisServerException unknown) when (unknown.Kind is RedisErrorKind.NoScript)
            {
                // Redis has started again, or it is another node of a cluster.
            }
        }

        var result = await database.ScriptEvaluateAsync(_text, keys, arguments, Primary);
        _isKnown = true;
        return result;
    }
}
