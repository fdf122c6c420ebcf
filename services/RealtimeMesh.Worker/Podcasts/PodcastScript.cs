using System.Globalization;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Podcasts;

/// <summary>A conversation about documents. The same documents always give the same script.</summary>
internal static class PodcastScript
{
    public const int MostDocuments = 10;

    // Six minutes or so. Half of what can be spoken: figures take much longer to say than to write.
    private const int MostCharacters = SpeechRenderer.MostCharacters / 2;
    private const int MostTitleCharacters = 100;

    public static IReadOnlyList<SpeakerTurn> Of(string title, IReadOnlyList<PodcastSource> documents)
    {
        if (documents.Count is 0 or > MostDocuments)
        {
            throw new JobInputException($"A podcast is made from 1 to {MostDocuments} documents; this one has {documents.Count}.");
        }

        var budget = MostCharacters / documents.Count;
        return
        [
            .. Opening(title, documents),
            .. documents.SelectMany((document, index) => DocumentTurns.Of(document, first: index == 0, budget)),
            .. Closing(documents),
        ];
    }

    private static IEnumerable<SpeakerTurn> Opening(string title, IReadOnlyList<PodcastSource> documents)
    {
        yield return new(Speaker.Host, $"Welcome to {Name(title)}. " + (documents.Count == 1
            ? $"Today we look at one document, {Name(documents[0].Title)}."
            : $"Today we look at {documents.Count.ToString(CultureInfo.InvariantCulture)} documents."));
        yield return new(Speaker.Guest, "Thank you. I have read " + (documents.Count == 1 ? "it from beginning to end." : "all of them."));
    }

    private static IEnumerable<SpeakerTurn> Closing(IReadOnlyList<PodcastSource> documents)
    {
        var themes = documents.SelectMany(document => document.Keywords.Take(2)).Distinct(StringComparer.Ordinal).Take(4).ToArray();
        yield return new(Speaker.Host, "If our listeners remember one thing, what should it be?");
        yield return new(Speaker.Guest, themes.Length == 0
            ? "That it is worth reading in full."
            : $"Keep an eye on {Enumeration.Of(themes)}, and read the rest in full.");
        yield return new(Speaker.Host, "Thank you for being here, and thank you for listening.");
    }

    internal static string Name(string title) => Excerpt.Of(title.Trim().TrimEnd('.', '!', '?'), MostTitleCharacters);
}
