using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<h1>Title</h1><p>One <b>bold</b> word.<p>Two", "#Title|One bold word.|Two")]
    [InlineData("<h2><a href='x'>Linked</a> <i>title</i></h2>text", "##Linked title|text")]
    [InlineData("a<br>b", "a b")]
    [InlineData("<ul><li>one<li>two</ul>", "one|two")]
    [InlineData("<table><tr><td>1<td>2</table>", "1|2")]
    [InlineData("fish &amp; chips &eacute;&#x1F41F;&nbsp;!", "fish & chips é🐟 !")]
    [InlineData("<nav><ul><li>Home<nav>x</nav></ul></nav>text", "text")]
    [InlineData("<script>if (a<b) { '<p>no</p>' }</script>text", "text")]
    [InlineData("<SCRIPT>no</SCRIPT>text", "text")]
    [InlineData("<style>p::before{content:'<p>no'}</style>text", "text")]
    [InlineData("<title>a <b> c</title>text", "text")]
    [InlineData("<svg/>text<svg><text>no</text></svg>", "text")]
    [InlineData("<noscript>Turn it on</noscript>text<template><p>no</template>", "text")]
    [InlineData("<textarea><p>no</textarea>text", "text")]
    [InlineData("<!doctype html><!-- no --><body>text</body>", "text")]
    [InlineData("<h1>unclosed<p>text", "#unclosed|text")]
    [InlineData("<h7>text</h7></p></div></nav>more", "text|more")]
    [InlineData("a<b", "a")]
    [InlineData("1 < 2 <", "1 < 2 <")]
    public void Only_what_a_reader_reads_is_read(string html, string blocks) =>
        Assert.Equal(blocks, string.Join('|', HtmlText.Read(html, TestContext.Current.CancellationToken).Blocks.Select(block => new string('#', block.HeadingLevel) + block.Text)));
}
