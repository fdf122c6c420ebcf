using System.Text;
using System.Xml.Linq;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Infographics;

namespace RealtimeMesh.Worker.Tests.Infographics;

public sealed class BarChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Chart_shows_title_labels_values_and_bars_in_proportion()
    {
        var chart = Draw("Fruit", new("Apples", 10), new("Pears", 2.5), new("Plums", 0));

        Assert.Equal("img", chart.Attribute("role")?.Value);
        Assert.Equal("Fruit", chart.Element(_svg + "title")?.Value);
        Assert.Equal("Bar chart. Apples: 10; Pears: 2.5; Plums: 0.", chart.Element(_svg + "desc")?.Value);
        Assert.Equal(["Fruit", "Apples", "10", "Pears", "2.5", "Plums", "0"], chart.Elements(_svg + "text").Select(text => text.Value));
        Assert.Equal(["648", "162", "0"], chart.Elements(_svg + "rect").Skip(1).Where((_, i) => i % 2 == 1).Select(bar => bar.Attribute("width")!.Value));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("\"/><foreignObject href='javascript:x'>", "\"/><foreignObject href='javascript:x'>")]
    [InlineData("]]>&amp;<!--", "]]>&amp;<!--")]
    [InlineData("a\u0000b\u0001c\u001bd\u0085e", "a b c d e")]
    [InlineData("a\uffffb\ufffec", "abc")]
    [InlineData("\u202egnp.exe\u2066\u200b", "gnp.exe")]
    [InlineData(" two\r\n\t lines ", "two lines")]
    [InlineData("", "")]
    [InlineData("bee 🐝 蜂", "bee 🐝 蜂")]
    [InlineData("a label that is much longer than the place that it has", "a label that is much longer than the pl…")]
    [InlineData("蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂", "蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂蜂…")]
    public void Label_is_only_ever_text(string label, string shown)
    {
        var chart = Draw(label, new(label, 1), new(label, 2));

        Assert.Equal(shown, chart.Elements(_svg + "text").ElementAt(1).Value);
        Assert.Equal(["svg", "title", "desc", "rect", "text"], chart.DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct());
        Assert.DoesNotContain(chart.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.EndsWith("href", StringComparison.Ordinal) || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_character_is_shown_as_one_that_cannot_be() =>
        Assert.Equal("a\ufffdb", Draw("a\ud800b", new ChartBar("a", 1)).Element(_svg + "title")!.Value);

    [Fact]
    public void Heaped_accents_have_an_end() =>
        Assert.InRange(Draw("a" + new string('\u0301', 100_000), new ChartBar("a", 1)).Element(_svg + "title")!.Value.Length, 1, 200);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Value_that_cannot_be_drawn_is_refused_by_name(double value) =>
        Assert.Contains("\"Pears\"", Assert.Throws<JobInputException>(() => Draw("x", new ChartBar("Apples", 1), new ChartBar("Pears", value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public void Number_of_bars_has_bounds(int bars) =>
        Assert.Contains("1 to 24", Assert.Throws<JobInputException>(() => Draw("x", Enumerable.Repeat(new ChartBar("a", 1), bars).ToArray())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567.891, "1,234,567.89")]
    [InlineData(0.001, "1E-3")]
    [InlineData(double.MaxValue, "1.8E+308")]
    [InlineData(double.Epsilon, "4.94E-324")]
    public void Values_are_written_short(double value, string shown) =>
        Assert.Equal(shown, Draw("x", new ChartBar("a", value)).Elements(_svg + "text").Last().Value);

    [Fact]
    public void Most_bars_fit_on_the_chart()
    {
        var chart = Draw("x", [.. Enumerable.Range(1, BarChart.MostBars).Select(i => new ChartBar($"Bar {i}", i))]);

        var height = (double)chart.Attribute("height")!;
        Assert.All(chart.Elements(_svg + "rect").Skip(1), bar => Assert.InRange((double)bar.Attribute("y")! + (double)bar.Attribute("height")!, 0, height));
    }

    private static XElement Draw(string title, params ChartBar[] bars) =>
        XElement.Parse(Encoding.UTF8.GetString(BarChart.Draw(title, bars)), LoadOptions.PreserveWhitespace);
}
