using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

public sealed class DocumentAnalysisTests
{
    [Fact]
    public void Document_is_analysed()
    {
        var analysis = Analysed.Document("markdown", """
            # Bees

            Bees make honey from nectar. They live in hives.
            A hive of bees can hold 50,000 bees in summer, and its honey feeds them in winter.

            ## Winter

            It is cold. Nothing much happens outside of the hive then, as Dr. Miller found.
            Without honey, the bees of a hive do not survive the winter.
            """);

        Assert.Equal(55, analysis.WordCount);
        Assert.Equal(1, analysis.ReadingMinutes);
        Assert.Equal([new(1, "Bees"), new(2, "Winter")], analysis.Headings);
        Assert.Equal([new("bees", 5), new("hive", 3), new("honey", 3), new("winter", 3)], analysis.Keywords.Take(4));
        Assert.Equal(
            "Bees make honey from nectar. A hive of bees can hold 50,000 bees in summer, and its honey feeds them in winter. "
            + "Without honey, the bees of a hive do not survive the winter.",
            analysis.Summary);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    [InlineData(1000, 5)]
    public void Reading_time_is_rounded_up(int words, int minutes) =>
        Assert.Equal(minutes, Analysed.Document("text", string.Concat(Enumerable.Repeat("word ", words))).ReadingMinutes);

    [Theory]
    [InlineData("Don’t panic, it's Ada's code", 5, "ada code panic")]
    [InlineData("Übermäßig große Straßen — ÜBERMÄSSIG", 4, "große straßen übermässig übermäßig")]
    [InlineData("Привет, мир! Привет...", 3, "привет мир")]
    [InlineData("日本語 text", 4, "text")]
    [InlineData("x86 3.14 2025 1000x", 4, "x86")]
    [InlineData("https://www.example.com/", 4, "example")]
    [InlineData("naïve naïve", 2, "naïve")]
    public void Words_of_any_script_are_counted_and_become_keywords(string text, int words, string keywords)
    {
        var analysis = Analysed.Document("text", text);

        Assert.Equal(words, analysis.WordCount);
        Assert.Equal(keywords, string.Join(' ', analysis.Keywords.Select(keyword => keyword.Word)));
    }

    [Fact]
    public void Same_text_gives_the_same_analysis_in_every_format()
    {
        var words = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"word{(char)('a' + i % 26)}"));

        var expected = Analysed.Document("text", words);

        Assert.Equivalent(expected, Analysed.Document("markdown", words), strict: true);
        Assert.Equivalent(expected, Analysed.Document("html", words), strict: true);
    }

    [Fact]
    public void Text_without_words_is_refused() =>
        Assert.Contains("no words", Assert.Throws<JobInputException>(() => Analysed.Document("text", "*** !!! ---")).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_in_it_has_a_bound()
    {
        var heading = new string('h', 5_000);
        var analysis = Analysed.Document("markdown", $"# {heading}\n\n{new string('w', 100_000)}\n");

        Assert.Equal(DocumentAnalysis.MostHeadingCharacters, Assert.Single(analysis.Headings).Text.Length);
        Assert.Equal(300, analysis.Summary.Length);
        Assert.Empty(analysis.Keywords);
    }

    [Fact]
    public void Document_of_headings_only_is_summed_up_by_its_first() =>
        Assert.Equal("Bees", Analysed.Document("markdown", "# Bees\n\n# Wasps").Summary);
}
