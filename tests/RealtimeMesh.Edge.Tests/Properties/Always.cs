using FsCheck;
using FsCheck.Fluent;

namespace RealtimeMesh.Edge.Tests.Properties;

/// <summary>Tries a rule on random cases. A failure names the smallest case that was found, and the seed to find it again.</summary>
internal static class Always
{
    public static void Holds<T>(Gen<T> cases, Action<T> rule, int count = 500, Func<T, IEnumerable<T>>? smaller = null) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true),
            Prop.ForAll(smaller is null ? cases.ToArbitrary() : Arb.From(cases, smaller), rule));

    /// <summary>The same list without some of its elements: first without large parts of it.</summary>
    public static IEnumerable<T[]> Shorter<T>(T[] list)
    {
        for (var length = (list.Length + 1) / 2; length > 0; length = length == 1 ? 0 : (length + 1) / 2)
        {
            for (var start = 0; start < list.Length; start += length)
            {
                yield return [.. list[..start], .. list[Math.Min(start + length, list.Length)..]];
            }
        }
    }
}
