using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.Outages;

/// <summary>Brokers that are stopped and killed, apart from those that other tests count on.</summary>
public sealed class OutageBrokers : TestBrokers;

[CollectionDefinition("Outages")]
public sealed class OutageTests : ICollectionFixture<OutageBrokers>;
