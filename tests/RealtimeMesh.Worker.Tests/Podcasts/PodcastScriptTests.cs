using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Podcasts;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Tests.Podcasts;

public sealed class PodcastScriptTests
{
    private static readonly PodcastSource _bees = new()
    {
        Title = "Bees.",
        Summary = "Bees make honey from nectar.",
        Keywords = ["bees", "honey", "winter"],
        Headings = ["Bees.", "The hive", "The year", "Winter"],
        Text = "Bees make honey from nectar.\n\nIn summer there are fifty thousand bees in a hive. Their honey feeds them when it is cold.\n\nIt is.",
    };

    [Fact]
    public void Script_is_a_conversation_about_the_document()
    {
        Assert.Equal(
            """
            Host: Welcome to The show. Today we look at one document, Bees.
            Guest: Thank you. I have read it from beginning to end.
            Host: What is Bees about?
            Guest: Bees make honey from nectar.
            Host: How is it organised?
            Guest: It goes from The hive to Winter, by way of The year.
            Host: Which ideas come up again and again?
            Guest: Above all bees, honey and winter.
            Host: What does it say about bees?
            Guest: In summer there are fifty thousand bees in a hive.
            Host: What does it say about honey?
            Guest: Their honey feeds them when it is cold.
            Host: If our listeners remember one thing, what should it be?
            Guest: Keep an eye on bees and honey, and read the rest in full.
            Host: Thank you for being here, and thank you for listening.
            """,
            string.Join('\n', PodcastScript.Of("The show", [_bees]).Select(turn => $"{turn.Speaker}: {turn.Text}")));
    }

    [Fact]
    public void Every_document_is_introduced_by_its_title()
    {
        var script = PodcastScript.Of("The show", [_bees, _bees with { Title = "Wasps" }]);

        Assert.Contains(new SpeakerTurn(Speaker.Host, "What is Bees about?"), script);
        Assert.Contains(new SpeakerTurn(Speaker.Host, "Let us move on to Wasps. What is it about?"), script);
    }

    [Fact]
    public void Document_without_anything_but_a_summary_will_do()
    {
        var script = PodcastScript.Of("The show", [_bees with { Keywords = [], Headings = [], Text = "" }]);

        Assert.Equal(7, script.Count);
        Assert.All(script, turn => Assert.NotEmpty(turn.Text));
    }

    [Fact]
    public void Script_of_the_longest_documents_can_still_be_spoken()
    {
        var longWord = string.Concat(Enumerable.Repeat("long ", 100_000));
        var document = new PodcastSource
        {
            Title = longWord,
            Summary = longWord,
            Keywords = [.. Enumerable.Repeat(new string('k', 40), 100)],
            Headings = [.. Enumerable.Repeat(longWord, 100)],
            Text = longWord,
        };

        for (var documents = 1; documents <= PodcastScript.MostDocuments; documents++)
        {
            var script = PodcastScript.Of(longWord, [.. Enumerable.Repeat(document, documents)]);

            Assert.InRange(script.Sum(turn => turn.Text.Length), 1, SpeechRenderer.MostCharacters * 3 / 4);
            Assert.Equal(documents, script.Count(turn => turn.Text.EndsWith(" about?", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Number_of_documents_has_bounds(int documents) =>
        Assert.Contains("1 to 10", Assert.Throws<JobInputException>(() => PodcastScript.Of("x", [.. Enumerable.Repeat(_bees, documents)])).Message, StringComparison.Ordinal);
}
