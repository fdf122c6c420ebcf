using System.Globalization;
using System.Xml;

namespace RealtimeMesh.Worker.Infographics;

/// <summary>Just enough SVG; XmlWriter escapes whatever is written through it.</summary>
internal sealed class SvgWriter(XmlWriter xml, string xmlNamespace)
{
    public void Start(string element, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        xml.WriteStartElement(element, xmlNamespace);
        foreach (var (name, value) in attributes)
        {
            xml.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    public void Text(string element, string text, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes);
        xml.WriteString(text);
        End();
    }

    public void Empty(string element, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(element, attributes);
        End();
    }

    public void End() => xml.WriteEndElement();
}
