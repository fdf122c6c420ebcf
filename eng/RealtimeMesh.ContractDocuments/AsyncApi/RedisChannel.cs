using System.Text.Json.Nodes;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments.AsyncApi;

/// <summary>The channel of one user between notifier and edges.</summary>
internal static class RedisChannel
{
    public static JsonObject Channels() => AsyncApiDocument.Parse($$"""
        {
          "user": {
            "address": "{{UserEventChannel.Name(UserEventChannel.DefaultPrefix, "{userId}")}}",
            "title": "One user's channel",
            "description": "Pub/sub; sharded pub/sub in a Redis Cluster. The setting {{UserEventChannel.PrefixSetting}} replaces the prefix. What is published here with an id is in the user's log, too.",
            "servers": [{ "$ref": "#/servers/redis" }],
            "parameters": { "userId": { "description": "1 to 128 ASCII letters, digits and `. _ - @ | + ~ =`." } },
            "messages": {
              "envelope": { "$ref": "#/components/messages/envelope" },
              "bareEvent": { "$ref": "#/components/messages/bareEvent" },
              "disconnect": { "$ref": "#/components/messages/disconnect" }
            }
          }
        }
        """);

    public static JsonObject Operations() => AsyncApiDocument.Parse("""
        {
          "publishToUser": { "action": "send", "channel": { "$ref": "#/channels/user" }, "summary": "The notifier publishes." },
          "hearOfUser": { "action": "receive", "channel": { "$ref": "#/channels/user" }, "summary": "Edges that hold a stream of the user listen." }
        }
        """);

    public static JsonObject Messages() => AsyncApiDocument.Parse("""
        {
          "envelope": { "name": "envelope", "summary": "An event of the log.", "payload": { "$ref": "#/components/schemas/Envelope" } },
          "bareEvent": { "name": "bareEvent", "summary": "Delivered live, without an id, and not kept.", "payload": { "$ref": "#/components/schemas/AnyEvent" } },
          "disconnect": { "name": "disconnect", "summary": "Ends the user's streams.", "payload": { "$ref": "#/components/schemas/Disconnect" } }
        }
        """);

    public static JsonObject Schemas() => AsyncApiDocument.Parse("""
        {
          "Envelope": {
            "description": "An event with its place in the log; `id` comes first.",
            "type": "object",
            "properties": {
              "id": { "type": "string", "pattern": "^[0-9a-fA-F]{8,}-[0-9]+$", "description": "The cursor: epoch and offset." },
              "type": { "type": "string", "description": "The event's type, so that nobody has to look into it." },
              "event": { "$ref": "#/components/schemas/AnyEvent" },
              "traceparent": { "type": "string", "description": "W3C trace context of whoever published it." }
            },
            "required": ["id", "event"]
          },
          "Disconnect": {
            "description": "Ends the user's streams.",
            "type": "object",
            "properties": { "disconnect": { "type": "integer", "description": "When, in Unix milliseconds of Redis's clock." } },
            "required": ["disconnect"]
          }
        }
        """);
}
