using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Idempotency;

/// <summary>The current request's Idempotency-Key, if it has one. The answer is stored with the rows that it speaks of, or not at all.</summary>
internal sealed class IdempotentRequest(StudioDb db, IOptions<JsonOptions> json, TimeProvider time)
{
    private (string UserId, string Key, string Hash)? _key;

    public void Begin(string userId, string key, string requestHash) => _key = (userId, key, requestHash);

    public void Remember(int statusCode, object body, string location)
    {
        if (_key is not var (userId, key, hash))
        {
            return;
        }

        db.IdempotencyRecords.Add(new IdempotencyRecord
        {
            UserId = userId,
            Key = key,
            RequestHash = hash,
            StatusCode = statusCode,
            Body = JsonSerializer.Serialize(body, json.Value.SerializerOptions),
            Location = location,
            CreatedAt = time.GetUtcNow(),
        });
    }
}
