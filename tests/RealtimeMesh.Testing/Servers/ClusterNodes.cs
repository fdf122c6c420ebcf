using System.Globalization;

namespace RealtimeMesh.Testing.Servers;

/// <summary>What one node of a Redis Cluster believes: the answer to <c>CLUSTER NODES</c>.</summary>
internal sealed class ClusterNodes(string answer)
{
    /// <returns>The port of the primary that has the slot; null when the node knows of none that works.</returns>
    public int? PrimaryOf(int slot)
    {
        var primaries =
            from line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            // Id, address@bus, flags, primary, ping, pong, epoch, link; then slots.
            let fields = line.Split(' ')
            let flags = fields[2].Split(',')
            where flags.Contains("master") && !flags.Contains("fail") && fields.Skip(8).Any(slots => Includes(slots, slot))
            select (int?)Number(fields[1].Split('@')[0].Split(':')[^1]);
        return primaries.FirstOrDefault();
    }

    private static bool Includes(string slots, int slot)
    {
        // "[…]" is a slot on the move, which stays listed with its owner until it has moved.
        if (slots.StartsWith('['))
        {
            return false;
        }

        var bounds = slots.Split('-');
        return Number(bounds[0]) <= slot && slot <= Number(bounds[^1]);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
