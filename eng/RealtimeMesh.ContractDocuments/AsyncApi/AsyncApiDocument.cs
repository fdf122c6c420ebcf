using System.Text.Json.Nodes;
using RealtimeMesh.ContractDocuments.Schemas;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments.AsyncApi;

/// <summary>The three ways of a user event, seen from RealtimeMesh: it receives from the bus, sends on Redis and receives there, sends to browsers.</summary>
internal static class AsyncApiDocument
{
    public static JsonObject Create()
    {
        var schemas = new ContractSchemas("#/components/schemas/");
        UserEventSchema.AddTo(schemas);
        BusMessages.AddTo(schemas);

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = Info(),
            ["defaultContentType"] = "application/json",
            ["servers"] = Servers(),
            ["channels"] = Joined(StreamChannel.Channels(), RedisChannel.Channels(), BusMessages.Channels()),
            ["operations"] = Joined(StreamChannel.Operations(), RedisChannel.Operations(), BusMessages.Operations()),
            ["components"] = new JsonObject
            {
                ["schemas"] = Joined(new JsonObject { [nameof(UserEvent)] = Family(schemas) }, schemas.ToJson(), StreamChannel.Schemas(), RedisChannel.Schemas()),
                ["messages"] = Joined(StreamChannel.Messages(), RedisChannel.Messages(), BusMessages.Messages()),
                ["securitySchemes"] = new JsonObject { ["token"] = Token() },
            },
        };
    }

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Info() => Parse($$"""
        {
          "title": "RealtimeMesh user events",
          "version": "{{typeof(UserEvent).Assembly.GetName().Version!.ToString(3)}}",
          "description": "What a user's screens are told: from the bus through Redis to a stream of server-sent events. {{ContractDocument.Origin}} The whole protocol, with what is promised: docs/protocol.md.",
          "license": { "name": "MIT" }
        }
        """);

    private static JsonObject Servers() => Parse("""
        {
          "gateway": {
            "host": "localhost:8080",
            "protocol": "http",
            "description": "The one address that browsers know.",
            "security": [{ "$ref": "#/components/securitySchemes/token" }]
          },
          "rabbitmq": { "host": "localhost:5672", "protocol": "amqp", "description": "Where any team publishes, in any language." },
          "redis": { "host": "localhost:6379", "protocol": "redis", "description": "Between notifier and edges." }
        }
        """);

    private static JsonObject Token() => Parse("""
        { "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The claim `sub` is the user." }
        """);

    private static JsonObject Family(ContractSchemas schemas) => new()
    {
        ["description"] = UserEventSchema.Description,
        ["oneOf"] = UserEventSchema.OneOf(schemas),
    };

    private static JsonObject Joined(params IEnumerable<JsonObject> parts) =>
        new([.. parts.SelectMany(part => part).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))]);
}
