using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("Version 3.14 is out. Get it.", "Version 3.14 is out.|Get it.")]
    [InlineData("Dr. A. Miller, e.g. here, left. Then came Mrs. B.", "Dr. A. Miller, e.g. here, left.|Then came Mrs. B.")]
    [InlineData("He said \"Go.\" (Really.) She went.", "He said \"Go.\"|(Really.)|She went.")]
    [InlineData("Wait... what?! Yes", "Wait...|what?!|Yes")]
    [InlineData("你好。再见！", "你好。|再见！")]
    [InlineData("...", "...")]
    public void Paragraph_is_cut_where_sentences_end(string paragraph, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Sentences.In(paragraph)));
}
