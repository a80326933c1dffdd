using Microsoft.ML.Runtime;

namespace MlNetCnn;

/// <summary>Writes what callbacks say to ML.NET's log and passes it on.</summary>
internal sealed class MessageLog(IChannel channel, IProgress<string>? next) : IProgress<string>
{
    public void Report(string value)
    {
        channel.Info(MessageSensitivity.None, "{0}", value);
        next?.Report(value);
    }
}
