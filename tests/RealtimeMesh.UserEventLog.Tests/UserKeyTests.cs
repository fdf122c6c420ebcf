using FsCheck;
using FsCheck.Fluent;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.UserEventLog.Tests;

public sealed class UserKeyTests
{
    private const string Prefix = UserEventChannel.DefaultPrefix;

    private static readonly Guid _id = Guid.Parse("0198c0de-0000-7000-8000-000000000001");

    private static readonly Gen<string> _userId =
        from length in Gen.OneOf(Gen.Choose(1, 3), Gen.Choose(1, 128))
        from letters in Gen.ArrayOf(Gen.Elements([.. "abABposlgeq019._-@|+~="]), length)
        select new string(letters);

    // Two that have nothing in common would seldom meet.
    private static readonly Gen<(string One, string Other)> _pair =
        from one in _userId
        from other in Gen.OneOf(
            _userId,
            Gen.Elements(one + ".", one + "a", one + "=", "~" + one, one + one, one + ".pos", one[1..], one[..^1], one.ToUpperInvariant(), one.ToLowerInvariant()))
        where one != other && UserId.IsValid(one) && UserId.IsValid(other)
        select (one, other);

    [Fact]
    public void Two_users_never_share_a_key_or_a_channel() => Always(_pair, pair =>
        Assert.Empty(Names(pair.One).Intersect(Names(pair.Other), StringComparer.Ordinal)));

    [Fact]
    public void A_users_keys_are_all_different_and_none_is_the_channel() => Always(_userId, userId =>
        Assert.Equal(Names(userId).Length, Names(userId).Distinct(StringComparer.Ordinal).Count()));

    [Fact]
    public void No_key_leaves_the_prefix_or_the_channels_slot() => Always(_userId, userId =>
    {
        var channel = UserEventChannel.Name(Prefix, userId);
        Assert.StartsWith($"{Prefix}:", channel, StringComparison.Ordinal);
        Assert.All(Keys(userId), key =>
        {
            // What Redis Cluster hashes: between the first opening brace and the first closing one behind it.
            var start = key.IndexOf('{', StringComparison.Ordinal) + 1;
            Assert.Equal(channel, key[start..key.IndexOf('}', start)]);
            Assert.StartsWith($"{{{Prefix}:", key, StringComparison.Ordinal);
        });
    });

    [Fact]
    public void An_id_with_anything_else_in_it_is_not_taken() => Always(
        from userId in _userId
        from position in Gen.Choose(0, userId.Length)
        from character in Gen.OneOf(
            Gen.Choose(0, 0xffff).Select(code => (char)code),
            Gen.Elements('*', '?', '[', ']', '{', '}', ':', '\n', '\r', '\0', ' ', '/', '\\', '%', 'а', 'ａ', '\u0301', '\u200d', '\u212a', '\u017f', '\ufeff'))
        where !char.IsAsciiLetterOrDigit(character) && !"._-@|+~=".Contains(character)
        select userId.Insert(position, character.ToString()),
        userId => Assert.False(UserId.IsValid(userId)));

    private static void Always<T>(Gen<T> cases, Action<T> rule) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true), Prop.ForAll(cases.ToArbitrary(), rule));

    private static string[] Names(string userId) => [UserEventChannel.Name(Prefix, userId), .. Keys(userId)];

    private static string[] Keys(string userId)
    {
        var keys = new UserEventKeys(Prefix, userId);
        return [keys.Position, keys.Log, keys.Streams, keys.Seen(_id), keys.Sequence(_id)];
    }
}
