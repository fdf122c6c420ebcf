using Microsoft.AspNetCore.Http.HttpResults;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.HttpDefaults.Errors;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Admin;

/// <summary>What an operator may ask any edge about any user. The gateway forwards none of it.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var user = routes.MapGroup("/admin/users/{userId}")
            .RequireAuthorization(AdminScope.Policy)
            .AddEndpointFilter(CheckAsync)
            .ExcludeFromDescription();

        user.MapGet("", CountAsync);
        user.MapPost("/disconnect", DisconnectAsync);
    }

    private static async Task<UserStreams> CountAsync(string userId, IUserEventSource source) =>
        new(userId, await source.CountStreamsAsync(userId));

    private static async Task<UserStreams> DisconnectAsync(
        string userId, IUserEventSource source, IUserEventPublisher publisher, ILogger<UserStreams> logger, CancellationToken cancellationToken)
    {
        var before = await CountAsync(userId, source);
        await publisher.DisconnectAsync(userId, messageId: null, cancellationToken);
        logger.Disconnected(before.Streams, userId);
        return before;
    }

    private static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return UserId.IsValid((string?)context.HttpContext.GetRouteValue("userId"))
                ? await next(context)
                : Error(StreamError.Of(StatusCodes.Status400BadRequest, $"The user id in the path must be {UserId.Allowed}."));
        }
        catch (UserEventsUnavailableException)
        {
            return Error(StreamError.Of(StatusCodes.Status503ServiceUnavailable, "User events are not available just now."));
        }
    }

    private static JsonHttpResult<StreamError> Error(StreamError error) => TypedResults.Json(error, statusCode: error.Status);
}

/// <summary>How many streams a user has, on all edges.</summary>
internal sealed record UserStreams(string UserId, long Streams);
