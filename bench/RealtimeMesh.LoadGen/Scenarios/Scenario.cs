using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>Runs one kind of load on open streams.</summary>
/// <returns>The measurement as JSON, with whatever the scenario has to add.</returns>
internal delegate Task<JsonObject> Scenario(LoadRun run, CancellationToken cancellationToken);

internal static class Scenarios
{
    /// <exception cref="FormatException">There is none of this name.</exception>
    public static Scenario Of(string name) => name switch
    {
        "idle" => Idle.RunAsync,
        "fan-out" => FanOut.RunAsync,
        "unicast" => Unicast.RunAsync,
        "overload" => Overload.RunAsync,
        "storm" => Storm.RunAsync,
        "slow-readers" => SlowReaders.RunAsync,
        "churn" => Churn.RunAsync,
        _ => throw new FormatException($"There is no scenario '{name}'."),
    };

    /// <summary>Whether streams that the server ends are opened again.</summary>
    public static bool Reconnects(string name) => name is "storm" or "churn";
}
