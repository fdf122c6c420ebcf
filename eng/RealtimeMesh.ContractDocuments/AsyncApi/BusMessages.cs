using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeMesh.ContractDocuments.Schemas;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments.AsyncApi;

/// <summary>What any team may publish: for each message a channel, an operation and a schema.</summary>
internal static class BusMessages
{
    private static readonly Type[] Types = [typeof(DisconnectUser), typeof(PublishUserEvent)];

    public static void AddTo(ContractSchemas schemas)
    {
        foreach (var type in Types)
        {
            var schema = schemas.Add(type, JsonSerializerOptions.Web);
            if (type == typeof(PublishUserEvent))
            {
                // To its C# type it is any JSON.
                schema["properties"]!["event"]!.AsObject().Add("$ref", "#/components/schemas/AnyEvent");
            }
        }
    }

    public static JsonObject Channels() => Each(type => $$"""
        {
          "address": "{{Exchange(type)}}",
          "title": "{{type.Name}}",
          "description": "MassTransit's exchange. JSON as MassTransit's envelope, or raw with the content type application/json. Give every message a message id.",
          "servers": [{ "$ref": "#/servers/rabbitmq" }],
          "messages": { "{{Name(type)}}": { "$ref": "#/components/messages/{{Name(type)}}" } },
          "bindings": {
            "amqp": {
              "is": "routingKey",
              "exchange": { "name": "{{Exchange(type)}}", "type": "fanout", "durable": true, "autoDelete": false, "vhost": "/" },
              "bindingVersion": "0.3.0"
            }
          }
        }
        """);

    public static JsonObject Operations() => Each(type => $$"""
        { "action": "receive", "channel": { "$ref": "#/channels/{{Name(type)}}" }, "summary": "The notifier receives." }
        """);

    public static JsonObject Messages() => Each(type => $$"""
        { "name": "{{type.Name}}", "summary": {{JsonSerializer.Serialize(XmlSummaries.Of(type))}}, "payload": { "$ref": "#/components/schemas/{{type.Name}}" } }
        """);

    private static JsonObject Each(Func<Type, string> json) =>
        new(Types.Select(type => KeyValuePair.Create<string, JsonNode?>(Name(type), AsyncApiDocument.Parse(json(type)))));

    // As MassTransit names it; a test pins the addresses.
    private static string Exchange(Type type) => $"{type.Namespace}:{type.Name}";

    private static string Name(Type type) => JsonNamingPolicy.CamelCase.ConvertName(type.Name);
}
