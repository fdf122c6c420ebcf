using System.Text.Json.Nodes;
using RealtimeMesh.ContractDocuments.Schemas;

namespace RealtimeMesh.ContractDocuments.AsyncApi;

/// <summary>The stream that a browser holds open.</summary>
internal static class StreamChannel
{
    public static JsonObject Channels()
    {
        var channel = AsyncApiDocument.Parse("""
            {
              "address": "/api/events",
              "title": "Stream of server-sent events",
              "description": "Answers with `text/event-stream`. The first event is `connected`. Every event of the user's log has a line `id:` with its cursor; with the last one as `Last-Event-ID` a stream goes on where it broke off. A comment comes after 15 seconds of silence. `/rpc/events/subscribe` is the same for oRPC, with `{\"json\":…}` around each event.",
              "servers": [{ "$ref": "#/servers/gateway" }]
            }
            """);
        channel["messages"] = new JsonObject(Messages().Select(message => KeyValuePair.Create<string, JsonNode?>(message.Key, Reference(message.Key))));
        return new JsonObject { ["stream"] = channel };
    }

    public static JsonObject Operations() => AsyncApiDocument.Parse("""
        {
          "sendToStream": {
            "action": "send",
            "channel": { "$ref": "#/channels/stream" },
            "summary": "The edge tells each open stream of the user.",
            "bindings": {
              "http": {
                "method": "GET",
                "query": {
                  "type": "object",
                  "properties": {
                    "lastEventId": { "type": "string", "description": "The last cursor, where the header `Last-Event-ID` can't be set." },
                    "types": { "type": "string", "description": "Only events of these types, separated by commas: up to 64, each up to 128 characters." }
                  }
                },
                "bindingVersion": "0.3.0"
              }
            }
          }
        }
        """);

    public static JsonObject Messages()
    {
        var messages = new JsonObject();
        foreach (var (type, name) in UserEventSchema.Types)
        {
            messages[name] = new JsonObject
            {
                ["name"] = name,
                ["summary"] = XmlSummaries.Of(type),
                ["payload"] = new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" },
            };
        }

        messages["other"] = AsyncApiDocument.Parse("""
            { "name": "other", "summary": "Any team's own event. Ignore what you do not know.", "payload": { "$ref": "#/components/schemas/AnyEvent" } }
            """);
        messages["end"] = AsyncApiDocument.Parse("""
            { "name": "end", "summary": "The last frame: `event: error`, with the milliseconds to stay away in `retry:`.", "payload": { "$ref": "#/components/schemas/StreamEnd" } }
            """);
        return messages;
    }

    public static JsonObject Schemas() => AsyncApiDocument.Parse("""
        {
          "AnyEvent": {
            "description": "One of ours, or any team's.",
            "type": "object",
            "properties": { "type": { "type": "string" } },
            "required": ["type"]
          },
          "StreamEnd": {
            "description": "Why a stream ended, or was refused.",
            "type": "object",
            "properties": {
              "defined": { "const": true },
              "code": { "type": "string", "description": "Such as SERVICE_UNAVAILABLE, UNAUTHORIZED, SLOW_CONSUMER, RESYNC, STREAM_ROTATED." },
              "status": { "type": "integer", "description": "As an HTTP status." },
              "message": { "type": "string" }
            },
            "required": ["defined", "code", "status", "message"]
          }
        }
        """);

    private static JsonObject Reference(string message) => new() { ["$ref"] = $"#/components/messages/{message}" };
}
