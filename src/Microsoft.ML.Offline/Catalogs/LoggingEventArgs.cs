using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A log line of a context.</summary>
public class LoggingEventArgs : EventArgs
{
    /// <summary>A line of unknown source.</summary>
    public LoggingEventArgs(string message) => Message = message;

    /// <summary>A line of a source.</summary>
    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={Source}, Kind={Kind}] {RawMessage}";
    }

    /// <summary>The names of host and channel: "Trainer; Training".</summary>
    public string Source { get; }

    /// <summary>How much it matters.</summary>
    public ChannelMessageKind Kind { get; }

    /// <summary>The text after its source and kind.</summary>
    public string Message { get; }

    /// <summary>The text.</summary>
    public string RawMessage { get; }
}
