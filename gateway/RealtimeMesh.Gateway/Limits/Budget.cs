using System.Net;
using System.Net.Sockets;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Gateway.Limits;

internal enum BudgetUse
{
    Free,
    Stream,
    Write,
}

/// <summary>Which budget a request is paid from. Only a verified user or an address owns one, so nobody can make budgets up.</summary>
internal readonly record struct Budget(BudgetUse Use, string Owner)
{
    public static Budget Of(HttpContext context) => UseOf(context.Request) switch
    {
        BudgetUse.Free => default,
        var use when context.User.Identity is { IsAuthenticated: true, Name: { } user } => new Budget(use, $"user {user}"),
        var use => new Budget(use, $"address {Network(context.Connection.RemoteIpAddress)}"),
    };

    private static BudgetUse UseOf(HttpRequest request) => request switch
    {
        _ when request.Path.StartsWithSegments("/api/events") || request.Path.StartsWithSegments(StreamError.RpcPrefix) => BudgetUse.Stream,
        { Method: "POST" or "PUT" or "PATCH" or "DELETE" } => BudgetUse.Write,
        _ => BudgetUse.Free,
    };

    // One IPv6 customer has 2^64 addresses: the budget is his network's.
    private static string? Network(IPAddress? address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address?.ToString(),
    };
}
