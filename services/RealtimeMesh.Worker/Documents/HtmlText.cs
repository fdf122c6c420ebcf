using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace RealtimeMesh.Worker.Documents;

/// <summary>The words of an HTML page. Nothing is run and nothing is fetched.</summary>
/// <remarks>
/// Tokens, not a tree: building the tree takes quadratic time on nested tags, minutes for a page made for it,
/// and the words are the same.
/// </remarks>
internal static class HtmlText
{
    /// <summary>Elements whose content nobody reads.</summary>
    private static readonly FrozenSet<string> _unread = FrozenSet.Create(StringComparer.Ordinal,
        "script", "style", "nav", "noscript", "template", "title", "svg", "math", "iframe", "object", "noframes", "noembed", "textarea", "select", "button");

    /// <summary>Elements that do not end the paragraph they stand in.</summary>
    private static readonly FrozenSet<string> _inline = FrozenSet.Create(StringComparer.Ordinal,
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr");

    public static DocumentText Read(string html, CancellationToken cancellationToken)
    {
        var blocks = new TextBlocks();
        Read(html, blocks, cancellationToken);
        return blocks.ToDocument();
    }

    public static void Read(string html, TextBlocks blocks, CancellationToken cancellationToken)
    {
        using var source = new TextSource(html);
        var tokens = new HtmlTokenizer(source, HtmlEntityProvider.ResolverExtended)
        {
            SkipComments = true,
            ShouldEmitAttribute = static (ref _, _) => false,
        };
        var unread = new UnreadElement();

        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (token.Type)
            {
                case HtmlTokenType.StartTag when unread.IsOpen || _unread.Contains(token.Name):
                    unread.Start((HtmlTagToken)token);
                    tokens.State = unread.ContentMode;
                    break;
                case HtmlTokenType.EndTag when unread.IsOpen:
                    unread.End(token.Name);
                    break;
                case HtmlTokenType.Character when !unread.IsOpen:
                    blocks.Append(token.Data);
                    break;
                case HtmlTokenType.StartTag or HtmlTokenType.EndTag when !unread.IsOpen:
                    Read((HtmlTagToken)token, blocks);
                    break;
            }
        }
    }

    private static void Read(HtmlTagToken tag, TextBlocks blocks)
    {
        if (tag.Name == "br")
        {
            blocks.Append(" ");
        }
        else if (!_inline.Contains(tag.Name))
        {
            blocks.Break(tag.Type == HtmlTokenType.StartTag && tag.Name is ['h', >= '1' and <= '6'] ? tag.Name[1] - '0' : 0);
        }
    }

    /// <summary>The outermost unread element that is open, and how many of its name are open inside it.</summary>
    private struct UnreadElement
    {
        private string? _name;
        private int _depth;

        public readonly bool IsOpen => _depth > 0;

        /// <summary>How HTML reads what follows the element's start tag: markup inside a script is not markup.</summary>
        public readonly HtmlParseMode ContentMode => _name switch
        {
            _ when _depth != 1 => HtmlParseMode.PCData,
            "script" => HtmlParseMode.Script,
            "style" or "iframe" or "noframes" or "noembed" => HtmlParseMode.Rawtext,
            "title" or "textarea" => HtmlParseMode.RCData,
            _ => HtmlParseMode.PCData,
        };

        public void Start(HtmlTagToken tag)
        {
            if (tag is { IsSelfClosing: true, Name: "svg" or "math" })
            {
                return;
            }

            _name = IsOpen ? _name : tag.Name;
            _depth += tag.Name == _name ? 1 : 0;
        }

        public void End(string name) => _depth -= name == _name ? 1 : 0;
    }
}
