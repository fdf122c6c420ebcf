using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.HttpDefaults.Authentication;

/// <summary>Who the user is, from a verified JWT and from nothing else.</summary>
public static class UserAuthentication
{
    /// <summary>The claim that is the user id.</summary>
    public const string UserIdClaim = "sub";

    private static readonly string[] AuthorityAlgorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    public static WebApplicationBuilder AddUserAuthentication(this WebApplicationBuilder builder)
    {
        // ASP.NET Core's authentication brings keys for cookies along, and a warning about where it keeps them; nothing here has a cookie.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddOptions<AuthOptions>()
            .BindConfiguration(AuthOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure(auth =>
            {
                if (builder.Environment.IsDevelopment() && auth is { SigningKey: null, Authority: null })
                {
                    auth.SigningKey = DevelopmentKey.ReadOrCreate(DataFolder.Path(builder.Configuration));
                }
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();

        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<AuthOptions>>((bearer, auth) => Configure(bearer, auth.Value));
        builder.Services.AddAuthorization();

        return builder;
    }

    private static void Configure(JwtBearerOptions bearer, AuthOptions auth)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = auth.Issuer,
            ValidAudience = auth.Audience,
            ValidAlgorithms = auth.SigningKey is null ? AuthorityAlgorithms : [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = auth.SigningKey is null ? null : new SymmetricSecurityKey(Convert.FromBase64String(auth.SigningKey)),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(5),
            NameClaimType = UserIdClaim,
        };

        if (auth.Authority is not null)
        {
            bearer.Authority = auth.Authority;
            bearer.RequireHttpsMetadata = !new Uri(auth.Authority).IsLoopback;
        }

        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (!UserId.IsValid(context.Principal?.FindFirst(UserIdClaim)?.Value))
                {
                    context.Fail($"The token's {UserIdClaim} is missing or not allowed: {UserId.Allowed}.");
                }

                return Task.CompletedTask;
            },
            OnChallenge = context =>
            {
                // Of what failed ASP.NET Core tells only what it found itself.
                if (context.AuthenticateFailure is AuthenticationFailureException refused)
                {
                    context.ErrorDescription = refused.Message;
                }

                return Task.CompletedTask;
            },
        };
    }
}
