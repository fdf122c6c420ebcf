using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>One RabbitMQ for all faults, and not the mesh's own: two meshes' notifiers would take each other's events.</summary>
[CollectionDefinition(nameof(FaultMatrix))]
public sealed class FaultMatrix : ICollectionFixture<RabbitMqFixture>
{
    internal static FaultMeshPlan Plan(string name, RabbitMqFixture rabbitMq, TestServer redis) => new()
    {
        Name = name,
        RabbitMq = rabbitMq.ConnectionString,
        Redis = redis.ConnectionString,
    };
}
