using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Podcasts;

/// <summary>The part of a conversation that is about one document.</summary>
internal static class DocumentTurns
{
    private const int MostHeadings = 5;
    private const int MostKeywords = 5;
    private const int MostDetails = 3;
    private const int MostAnswerCharacters = 1_000;
    private const int ShortestAnswerCharacters = 100;

    public static IEnumerable<SpeakerTurn> Of(PodcastSource document, bool first, int mostCharacters)
    {
        var spoken = 0;
        foreach (var (question, answer) in Conversation(document, first))
        {
            var room = mostCharacters - spoken - question.Length;
            if (room < ShortestAnswerCharacters)
            {
                yield break;
            }

            var bounded = Excerpt.Of(answer, Math.Min(room, MostAnswerCharacters));
            spoken += question.Length + bounded.Length;
            yield return new(Speaker.Host, question);
            yield return new(Speaker.Guest, bounded);
        }
    }

    private static IEnumerable<(string Question, string Answer)> Conversation(PodcastSource document, bool first)
    {
        var name = PodcastScript.Name(document.Title);
        yield return (first ? $"What is {name} about?" : $"Let us move on to {name}. What is it about?", document.Summary);

        var headings = document.Headings.Where(heading => heading != document.Title).Take(MostHeadings).Select(PodcastScript.Name).ToArray();
        if (headings.Length > 1)
        {
            yield return ("How is it organised?", $"It goes from {headings[0]} to {headings[^1]}" + (headings.Length > 2 ? $", by way of {Enumeration.Of(headings[1..^1])}." : "."));
        }

        if (document.Keywords.Count > 1)
        {
            yield return ("Which ideas come up again and again?", $"Above all {Enumeration.Of([.. document.Keywords.Take(MostKeywords)])}.");
        }

        foreach (var (keyword, sentence) in Details(document))
        {
            yield return ($"What does it say about {keyword}?", sentence);
        }
    }

    /// <summary>For each of the first keywords a sentence that names it and has not been said yet.</summary>
    private static IEnumerable<(string Keyword, string Sentence)> Details(PodcastSource document)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        var sentences = document.Text.Split("\n\n").SelectMany(Sentences.In)
            .Where(sentence => sentence.Length is > 30 and < 300 && !document.Summary.Contains(sentence, StringComparison.Ordinal))
            .Take(2_000)
            .ToArray();

        foreach (var keyword in document.Keywords.Take(MostDetails))
        {
            if (sentences.FirstOrDefault(sentence => sentence.Contains(keyword, StringComparison.OrdinalIgnoreCase) && !said.Contains(sentence)) is { } detail)
            {
                said.Add(detail);
                yield return (keyword, detail);
            }
        }
    }
}
