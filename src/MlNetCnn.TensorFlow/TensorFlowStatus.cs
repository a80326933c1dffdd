namespace MlNetCnn.TensorFlow;

/// <summary>What TensorFlow says of a call: <c>TF_Code</c> of its C API, the codes of Google's canonical errors.</summary>
public enum TensorFlowStatus
{
    /// <summary>It went well.</summary>
    Ok = 0,

    /// <summary>It was cancelled.</summary>
    Cancelled = 1,

    /// <summary>Nothing more is known.</summary>
    Unknown = 2,

    /// <summary>An argument, or a shape on the way, does not fit.</summary>
    InvalidArgument = 3,

    /// <summary>It took too long.</summary>
    DeadlineExceeded = 4,

    /// <summary>A node, a variable or a file is not there.</summary>
    NotFound = 5,

    /// <summary>It is there already.</summary>
    AlreadyExists = 6,

    /// <summary>It is not allowed.</summary>
    PermissionDenied = 7,

    /// <summary>Memory, most often a GPU's, is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>Something that must come before has not: a variable without a value.</summary>
    FailedPrecondition = 9,

    /// <summary>It was broken off.</summary>
    Aborted = 10,

    /// <summary>Beyond the end.</summary>
    OutOfRange = 11,

    /// <summary>There is no kernel for the operation on that device.</summary>
    Unimplemented = 12,

    /// <summary>An error of TensorFlow's own, e.g. in CUDA.</summary>
    Internal = 13,

    /// <summary>A server does not answer.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or damaged.</summary>
    DataLoss = 15,

    /// <summary>Who asks is not known.</summary>
    Unauthenticated = 16,
}
