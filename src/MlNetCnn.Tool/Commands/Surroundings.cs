using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Commands;

/// <summary>Where a command writes, and what ends it early.</summary>
internal sealed record Surroundings(TextWriter Output, TextWriter Error, IDisplay Display, CancellationToken Cancellation);
