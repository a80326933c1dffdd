namespace MlNetCnn.Compute;

/// <summary>What goes back through a relu, where pictures of what a net has seen bend the gradient's rule.</summary>
public enum ReluGradient
{
    /// <summary>The gradient: passes where the input was positive (and below the ceiling, if there is one).</summary>
    Standard,

    /// <summary>
    /// Guided backpropagation: passes where the gradient would, and is positive itself. Springenberg, Dosovitskiy, Brox and Riedmiller, "Striving for Simplicity: The All
    /// Convolutional Net" (2014), section 3.4.
    /// </summary>
    Guided,

    /// <summary>
    /// The deconvnet: passes wherever what comes back is positive, whatever the input was. Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (2014),
    /// section 2.1.
    /// </summary>
    Deconvnet,
}
