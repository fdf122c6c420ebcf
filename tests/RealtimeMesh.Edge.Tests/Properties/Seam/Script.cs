using FsCheck;
using FsCheck.Fluent;

namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>What happens to one user, step by step.</summary>
internal sealed record Script(int Seed, int LogLength, int MaxQueuedBytes, Step[] Steps)
{
    // More than a page, for a client that comes back to it.
    private static readonly Step[] _missedMuch =
    [
        new(Happening.Connect, 0), new(Happening.AnswerAll, 0), new(Happening.Leave, 0), new(Happening.PublishMany, 40), new(Happening.Connect, 0),
    ];

    public static Gen<Script> Any { get; } =
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from logLength in Gen.Elements(2, 5, 20, 200)
        from bytes in Gen.Elements(2_000, 256 * 1024)
        from length in Gen.Choose(5, 90)
        from opening in Gen.Elements([], [], _missedMuch)
        from steps in Gen.ArrayOf(Step.Any, length)
        select new Script(seed, logLength, bytes, [.. opening, .. steps]);

    public static IEnumerable<Script> Smaller(Script script) => Always.Shorter(script.Steps).Select(steps => script with { Steps = steps });

    public override string ToString() =>
        $"seed {Seed}, log of {LogLength}, {MaxQueuedBytes} bytes: {string.Join(", ", Steps.Select(step => $"{step.What} {step.Number}"))}";
}

/// <param name="What">What happens.</param>
/// <param name="Number">To which client, message or call, counted round.</param>
internal readonly record struct Step(Happening What, int Number)
{
    public static Gen<Step> Any { get; } =
        from what in Gen.Frequency(
            (16, Gen.Constant(Happening.Publish)),
            (3, Gen.Constant(Happening.PublishMany)),
            (10, Gen.Constant(Happening.Connect)),
            (2, Gen.Constant(Happening.ConnectOddly)),
            (3, Gen.Constant(Happening.Leave)),
            (12, Gen.Constant(Happening.Deliver)),
            (6, Gen.Constant(Happening.DeliverAll)),
            (4, Gen.Constant(Happening.DeliverLater)),
            (4, Gen.Constant(Happening.Drop)),
            (3, Gen.Constant(Happening.Duplicate)),
            (1, Gen.Constant(Happening.LoseSubscription)),
            (20, Gen.Constant(Happening.Answer)),
            (8, Gen.Constant(Happening.AnswerAll)),
            (3, Gen.Constant(Happening.Fail)),
            (6, Gen.Constant(Happening.Compare)),
            (1, Gen.Constant(Happening.BeginAnew)),
            (2, Gen.Constant(Happening.ExpireLog)),
            (1, Gen.Constant(Happening.LosePosition)),
            (2, Gen.Constant(Happening.CloseIdle)))
        from number in Gen.Choose(0, 40)
        select new Step(what, number);
}

internal enum Happening
{
    Publish,
    PublishMany,

    /// <summary>A client that has no stream asks for one from where it got to.</summary>
    Connect,

    /// <summary>With a cursor that is not the client's newest, or none at all.</summary>
    ConnectOddly,
    Leave,

    /// <summary>The oldest message on its way arrives.</summary>
    Deliver,
    DeliverAll,

    /// <summary>A message overtakes others.</summary>
    DeliverLater,
    Drop,
    Duplicate,

    /// <summary>Nothing more arrives until it is subscribed anew.</summary>
    LoseSubscription,

    /// <summary>A call to the log gets its answer.</summary>
    Answer,
    AnswerAll,
    Fail,

    /// <summary>The edge compares its position with the log's.</summary>
    Compare,

    /// <summary>Another edge finds that the log has lost something.</summary>
    BeginAnew,
    ExpireLog,
    LosePosition,
    CloseIdle,
}
