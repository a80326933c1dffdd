namespace Microsoft.ML.Runtime;

/// <summary>What of the user's a log line may reveal.</summary>
[Flags]
public enum MessageSensitivity
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values of the data.</summary>
    UserData = 0x1,

    /// <summary>Names of columns.</summary>
    Schema = 0x2,

    /// <summary>Anything.</summary>
    Unknown = ~None,

    /// <summary>Anything.</summary>
    All = Unknown,
}
