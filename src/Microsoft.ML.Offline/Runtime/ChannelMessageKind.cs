namespace Microsoft.ML.Runtime;

/// <summary>How much a log line matters.</summary>
public enum ChannelMessageKind
{
    /// <summary>Of interest to few.</summary>
    Trace = 0,

    /// <summary>Of interest.</summary>
    Info = 1,

    /// <summary>Suspicious.</summary>
    Warning = 2,

    /// <summary>Wrong.</summary>
    Error = 3,
}
