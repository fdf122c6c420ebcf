namespace RealtimeMesh.Compare.Contenders;

/// <summary>
/// <c>bench/peers/NAME/peer*.json</c>: how a peer is started and reached. In every text <c>{port}</c>, <c>{port2}</c>, <c>{redis}</c> (host:port), <c>{redisPort}</c>, <c>{rabbitmq}</c>,
/// <c>{folder}</c> (the peer's) and <c>{artifacts}</c> (of the repository) are filled in.
/// </summary>
/// <param name="Name">In tables.</param>
/// <param name="Scenarios">In which it takes part.</param>
/// <param name="Processes">The first is measured and listens on <c>{port}</c>; the others run beside the load, the second on <c>{port2}</c>. Each prints <c>ready</c>.</param>
/// <param name="Load">Arguments for the load generator.</param>
internal sealed record PeerFile(string Name, IReadOnlyList<string> Scenarios, IReadOnlyList<PeerProcess> Processes, IReadOnlyList<string> Load);

/// <param name="Command">Program and arguments.</param>
/// <param name="Environment">Variables besides those of the runner.</param>
/// <param name="Listens">On its port.</param>
internal sealed record PeerProcess(IReadOnlyList<string> Command, IReadOnlyDictionary<string, string>? Environment = null, bool Listens = true);
