using System.Collections.Frozen;

namespace RealtimeMesh.Worker.Documents;

/// <summary>English words that say nothing about a document's subject, and what is left of a web address.</summary>
internal static class StopWords
{
    public static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> All = FrozenSet.Create(StringComparer.Ordinal,
    [
        .. """
        a about above across after again against all almost along already also although always am among an and another any anyone
        anything are aren't around as at away back be became because become becomes been before behind being below between both but by
        came can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else enough etc
        even ever every everyone everything few first for from further gave get gets getting give given go goes going gone got had
        hadn't has hasn't have haven't having he he's her here hers herself him himself his how however i i'd i'll i'm i've if in
        instead into is isn't it it's its itself just keep kept know last least less let let's like made make makes making many may
        maybe me might mine more most much must my myself near need needs neither never next no nobody none nor not nothing now of off
        often on once one ones only onto or other others our ours ourselves out over own per perhaps put quite rather really same say
        says see seem seems seen several shall she she's should shouldn't since so some someone something sometimes soon still such
        take taken than that that's the their theirs them themselves then there there's these they they're thing things this those
        though three through thus to together too took toward towards two under until up upon us use used uses using very via want was
        wasn't way ways we we're we've well went were weren't what what's whatever when where whether which while who who's whole
        whom whose why will with within without won't would wouldn't yes yet you you'll you're you've your yours yourself yourselves
        com html http https www
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ]).GetAlternateLookup<ReadOnlySpan<char>>();
}
