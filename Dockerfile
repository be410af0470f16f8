# One container beside the site: docker build -t privacyproxy . && docker run --rm -p 8080:8080 \
#   -v ./proxy.json:/app/config/proxy.json:ro privacyproxy
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
# What decides the packages comes first, so that a change of code restores nothing.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/PrivacyProxy/PrivacyProxy.csproj src/PrivacyProxy/packages.lock.json src/PrivacyProxy/
RUN dotnet restore src/PrivacyProxy -a $TARGETARCH -p:PublishReadyToRun=true
COPY config config
COPY src src
RUN dotnet publish src/PrivacyProxy -a $TARGETARCH --no-restore --configuration Release --no-self-contained \
    -p:PublishReadyToRun=true -p:UseAppHost=false --output /app

# No shell, no package manager, and a user without rights (its id is in APP_UID). "extra" has the time zone data, which
# time zones are coarsened with.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
# The diagnostics server would write a socket to /tmp; the root file system may be read-only.
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
# Vendor profiles and bot lists lie in /app/config; /app/config/proxy.json is to be mounted. Commands can be appended: check.
ENTRYPOINT ["dotnet", "PrivacyProxy.dll"]
