using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace RealtimeMesh.Worker.Documents;

/// <summary>The words of a Markdown document: prose and headings, no code, no link targets, no front matter.</summary>
internal static class MarkdownText
{
    /// <summary>More marks than a paragraph of prose ever has; the time to pair them grows with their square, or worse.</summary>
    private const int MostInlineMarks = 200;

    private static readonly MarkdownPipeline _first = Pipeline(new MarkdownPipelineBuilder().UseYamlFrontMatter());
    private static readonly MarkdownPipeline _others = Pipeline(new MarkdownPipelineBuilder());

    public static DocumentText Read(string markdown, CancellationToken cancellationToken)
    {
        var blocks = new TextBlocks();
        var pipeline = _first;
        foreach (var section in MarkdownSections.Of(markdown))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(Parse(section, pipeline), blocks, cancellationToken);
            pipeline = _others;
        }

        return blocks.ToDocument();
    }

    private static MarkdownDocument Parse(string section, MarkdownPipeline pipeline)
    {
        try
        {
            return Markdown.Parse(section, pipeline);
        }
        catch (ArgumentException tooDeep)
        {
            // What Markdig throws beyond its depth limit, and for nothing else a string can do to it.
            throw new JobInputException("The Markdown nests its quotes or lists too deeply; 50 levels are safe.", tooDeep);
        }
    }

    private static void Read(MarkdownDocument document, TextBlocks blocks, CancellationToken cancellationToken)
    {
        foreach (var leaf in document.Descendants<LeafBlock>())
        {
            if (leaf is HtmlBlock html)
            {
                HtmlText.Read(html.Lines.ToString(), blocks, cancellationToken);
            }
            else if (leaf is ParagraphBlock or HeadingBlock)
            {
                blocks.Break((leaf as HeadingBlock)?.Level ?? 0);
                Read(leaf, blocks);
            }

            blocks.Break();
        }
    }

    private static void Read(LeafBlock leaf, TextBlocks blocks)
    {
        if (leaf.Inline is null)
        {
            blocks.Append(leaf.Lines.ToString());
            return;
        }

        foreach (var inline in leaf.Inline.Descendants())
        {
            blocks.Append(inline switch
            {
                LiteralInline literal => literal.Content.AsSpan(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.AsSpan(),
                LineBreakInline => " ",
                _ => default,
            });
        }
    }

    private static MarkdownPipeline Pipeline(MarkdownPipelineBuilder builder)
    {
        foreach (var parser in builder.BlockParsers)
        {
            parser.Closed += static (_, block) =>
            {
                if (block is LeafBlock { ProcessInlines: true } leaf and not YamlFrontMatterBlock && MarksIn(leaf) > MostInlineMarks)
                {
                    leaf.ProcessInlines = false;
                }
            };
        }

        return builder.Build();
    }

    private static int MarksIn(LeafBlock leaf)
    {
        var marks = 0;
        foreach (var line in leaf.Lines.Lines.AsSpan(0, leaf.Lines.Count))
        {
            foreach (var character in line.Slice.AsSpan())
            {
                marks += character is '[' or ']' or '(' or '*' or '_' or '`' or '<' or '&' or '!' or '\\' ? 1 : 0;
            }
        }

        return marks;
    }
}
