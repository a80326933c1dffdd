namespace MlNetCnn.Keras;

/// <summary>Whose table <c>Summary</c> prints.</summary>
public enum SummaryStyle
{
    /// <summary>
    /// Keras 2.2's, which the Keras book shows: rules of <c>_</c> and <c>=</c>, 65 characters wide, or 98 with a column of connections; what is too long is cut. Keras 2.2 itself has no
    /// column Trainable and no rows of nested models; where they are asked for, they look as in its successors.
    /// </summary>
    Keras2,

    /// <summary>That of tf.keras 2.13 to 2.15, the last of Keras 2: as wide, rows apart by a blank line, what is too long goes on below, sizes in bytes.</summary>
    TfKeras2,

    /// <summary>Keras 3's table of boxes, as it stands in a file or a pipe: without colours.</summary>
    Keras3,
}
